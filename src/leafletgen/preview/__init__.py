"""The translators' desk: a leaflet's pages in the browser, drawn again whenever a text is saved."""
