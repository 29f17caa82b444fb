window.YTD.facebook_connection.part0 = []
