"""The composer's layouts with the usual settings: for training and development."""

from __future__ import annotations

from samples.papers.composer.layouts import composed_papers
from samples.papers.composer.settings import Settings

SETTINGS = Settings()
PAPERS = composed_papers(SETTINGS)
TWO_ON_A_PAGE = SETTINGS.two_on_a_page
