"""Workers on the machines of a Ray cluster, or of a Ray of our own on this one."""
