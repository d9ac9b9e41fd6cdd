"""Parts of the topic `operations`: what is done, what is killed, what is looked at afterwards."""
