"""Questions about things, answered from an open graph: compared how, connected how, true or not, and why."""
