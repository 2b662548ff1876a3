def query(cursor, name, queryset):
    # ruleid: sql-by-hand
    cursor.execute(f"SELECT * FROM labs WHERE name = '{name}'")
    # ruleid: sql-by-hand
    cursor.execute("SELECT * FROM labs WHERE name = '%s'" % name)
    # ruleid: sql-by-hand
    cursor.execute("SELECT * FROM labs WHERE name = " + name)
    # ruleid: sql-by-hand
    Lab.objects.raw("SELECT 1")
    # ruleid: sql-by-hand
    queryset.extra(where=[name])
    # ok: sql-by-hand
    cursor.execute("SELECT * FROM labs WHERE name = %s", [name])
    # ok: sql-by-hand
    cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name)))


def page(name):
    # ruleid: unescaped-html
    mark_safe(f"<b>{name}</b>")
    # ruleid: unescaped-html
    format_html(f"<b>{name}</b>")
    # ok: unescaped-html
    format_html("<b>{}</b>", name)


def fetch(address):
    # ruleid: connection-to-outside
    requests.get(address)
    # ruleid: connection-to-outside
    urllib.request.urlopen(address)


# ruleid: cached-answer
view = cache_page(60)
