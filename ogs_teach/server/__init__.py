"""The class server: one laptop serves a hall of phones, with no internet.

`application` is Voilà with the kit's own doors; `pages` and `projector` draw the pages,
`take_home` hands files out, `network` finds the laptop's addresses, and `doctor` looks
the laptop over before the class.
"""

import sys

# Jupyter's check of its own events would build, at every start, a grammar of all addresses in
# the world: more than half of a start's time, and nothing here ever asks it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
