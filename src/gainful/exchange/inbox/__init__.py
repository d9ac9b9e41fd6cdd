"""Mail that comes in: what a person answered, and which of our letters could not be delivered."""

from gainful.exchange.inbox.bounces import Bounce, read_bounce
from gainful.exchange.inbox.replies import Reply, read_reply

__all__ = ["Bounce", "Reply", "read_bounce", "read_reply"]
