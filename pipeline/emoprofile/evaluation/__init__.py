"""Know how good a model is: metrics over labelled sentences, and what is fitted on them."""
