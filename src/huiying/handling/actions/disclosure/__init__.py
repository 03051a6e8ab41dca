"""The verbs of a disclosure request, in the order of 政府信息公开条例 arts. 29 to 39."""
