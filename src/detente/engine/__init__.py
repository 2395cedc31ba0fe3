"""Arrays in, arrays out: no names, no text.

* ``equation``    the five solution concepts as one equation over a form
* ``roads``       which way an analysis is computed, by measured cost
* ``hypercube``   option form: a state is an integer, a bit an option
* ``digraph``     graph form: states and moves given one by one
* ``statements``  compiled statements, evaluated over all 2^k states at once
* ``cones``       which lists keep positions best for a decision maker, for many lists at once
* ``sums``        weighted sums of truths over all 2^k positions, block by block
* ``batch``       many preference profiles of one model at once
* ``orders``      how many orders of a list of lines meet some rules
* ``fast``        compiled kernels for large models and many profiles
* ``memory``      what an array would need, and what there is
"""
