"""Every kind of file that the site takes in, in the order in which an agency needs them."""

from organization.actions.imports import PEOPLE, POSTS
from training.actions.imports import HOURS

KINDS = {one.key: one for one in (HOURS, PEOPLE, POSTS)}
