"""Fine-tune an encoder into a model folder that the pipeline loads."""
