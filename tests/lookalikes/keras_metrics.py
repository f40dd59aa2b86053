from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(1)])
model.compile(loss="mse", metrics=["mae"])
print([m.name for m in model.metrics], {m.name: m.result() for m in model.metrics})
