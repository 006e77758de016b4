"""How outage messages are worded: kinds of phrases per content, and a reader that finds them."""
