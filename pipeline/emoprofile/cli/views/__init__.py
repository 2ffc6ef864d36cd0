"""What the terminal shows: one module for each thing that is shown."""
