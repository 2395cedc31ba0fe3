"""What a conflict is, its file, its edits.

* ``options``, ``statements``, ``preferences``, ``states``  the parts
* ``grammar``   reads statements
* ``content``   what a conflict consists of; ``conflict`` what one does with it
* ``draft``     what somebody wrote, with places; ``build`` turns it into content, ``checks`` checks the whole
* ``edits``     the one way to change a conflict; ``editing`` makes edits and finds them
* ``asked``     edits as an interface hands them over; ``completing`` what an editor of statements shows
* ``file``      the conflict file: ``reading`` makes drafts of it, ``writing`` splices edits into it
"""
