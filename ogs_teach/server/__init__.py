"""The class server: one laptop serves a hall of phones, with no internet.

`application` is Voilà with the kit's own doors; `pages` and `projector` draw the pages,
`take_home` hands files out, `network` finds the laptop's addresses, and `doctor` looks
the laptop over before the class.
"""
