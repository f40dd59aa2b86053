def show(rows):
    best = max(rows, key=lambda row: row[1].value)
    print(best[0][:2], best[1].value, sorted(row[1].value for row in rows))
