"""The auditor's desk: every book, its reports, its entries and their proof."""
