"""View models of the dashboard's pages: pure, one a page."""
