from pyspark.ml.classification import LogisticRegression

lr = LogisticRegression(maxIter=10)
for param in lr.params:
    print(param.name, lr.getOrDefault(param))
print({p.name: v for p, v in lr.extractParamMap().items()})
