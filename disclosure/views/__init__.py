"""Pages of requests for access to information. For everybody but holders of the role none of them is there."""
