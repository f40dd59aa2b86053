import subprocess

run = subprocess.run(["ls"], capture_output=True, text=True)
for line in run.stdout.splitlines():
    key, _, value = line.partition("=")
    print(key, value)
