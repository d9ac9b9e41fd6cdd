"""Train, support and measure shares and their price."""
