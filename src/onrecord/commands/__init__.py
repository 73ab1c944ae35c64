"""The arguments of the commands on a store; the modules beside this package do what they say."""
