from django import template

from villages.pages import page_url

register = template.Library()
# {% page_url 'entry' group.slug entry.book.slug entry.number %}: a page that a higher app shows
register.simple_tag(page_url)
