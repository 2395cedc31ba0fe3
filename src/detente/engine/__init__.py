"""Arrays in, arrays out: no names, no text.

* ``equation``    the five solution concepts as one equation over a form
* ``hypercube``   option form: a state is an integer, a bit an option
* ``digraph``     graph form: states and moves given one by one
* ``statements``  compiled statements, evaluated over all 2^k states at once
* ``memory``      what an array would need, and what there is
"""
