"""Writes suppressions into the header of a post and takes them out: `lint: {ignore: [{rule: …, reason: …}]}`."""
