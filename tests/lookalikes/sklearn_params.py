from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV

search = GridSearchCV(LogisticRegression(), {"C": [0.1, 1.0]}).fit([[0], [1], [0], [1]], [0, 1, 0, 1])
for params in search.cv_results_["params"]:
    print(params)
for key, value in search.best_estimator_.get_params().items():
    print(key, value)
