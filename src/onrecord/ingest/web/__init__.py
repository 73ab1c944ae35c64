"""Pages and feeds from the web: politely, within limits, and from public addresses only.

`client.py` is the place to begin reading. Nothing here is loaded before an address is to be fetched.
"""
