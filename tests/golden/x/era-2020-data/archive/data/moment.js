window.YTD.moment.part0 = []
