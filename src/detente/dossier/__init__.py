"""Conflicts and claims joined over time.

* ``dossier``       a folder: evidence, observations and dated snapshots
* ``observations``  what was seen to happen: ``observed.yaml``
* ``chronology``    words and acts, the oldest first
* ``positions``     who offers, demands and refuses what
* ``ledger``        conditions and demands, and how far they are met
* ``standing``      where things stand, and whether each party would stay
* ``outcomes``      how each outcome stands
* ``deals``         the deals that would hold, in a handful of groups; ``left_out`` who is passed over
* ``ways_out``      how one could get to each outcome, and who could move together
* ``tried``         what the sources say would move somebody, tried in the model
* ``motives``       which orders of a party's aims explain what was observed
* ``questions``     the questions of the headlines, and how near each is to the other answer
* ``dependence``    the lines on which their answers hang
* ``headlines``     the answers that a reader takes away, with these lines
* ``robustness``    in which share of the versions of a snapshot an answer is yes
* ``one_source``    which answers would be others without one report, one speaker or one claim
* ``watch``         what to watch, by when, and which answer it would put in doubt
* ``change``        what changed since the snapshot before; rival readings
* ``coverage``      on what a model rests, in numbers; ``citing`` lines with their claims
* ``supports``      which lines each claim speaks for or against
* ``assessment``    all the answers as data: ``assess``; ``kept`` keeps them in the user's cache folder
* ``texts``         adding the texts of reports; ``checking`` checks files and folders
* ``unclaimed``     lines that name no claim
"""
