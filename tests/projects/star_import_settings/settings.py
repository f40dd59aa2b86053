key = "rmse"
value = 3
