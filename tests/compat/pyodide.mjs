// node pyodide.mjs FOLDER PATHS SCRIPT: run a script with CPython for WebAssembly, which npm has installed in FOLDER.
//
// PATHS (with colons between) come first in sys.path. The folders of this machine that they are in can be read there.
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, paths, script] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(path.join(folder, "node_modules/pyodide/pyodide.mjs")).href);
const wanted = Object.entries(process.env).filter(([name]) => /^(MLFLOW|GIT|PYTHON)_/.test(name));
const python = await loadPyodide({
  env: { HOME: "/tmp", ...Object.fromEntries(wanted) },
  stdout: (text) => process.stdout.write(text + "\n"),
  stderr: (text) => process.stderr.write(text + "\n"),
});
for (const place of new Set([...paths.split(":"), path.dirname(script)])) {
  python.FS.mkdirTree(place);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: place }, place);
}
python.globals.set("given", python.toPy([script, ...paths.split(":")]));
const code = python.runPython(`
import runpy, sys, traceback
script, *paths = given
sys.path[:0] = paths
sys.argv = [script]
try:
    runpy.run_path(script, run_name="__main__")
    code = 0
except SystemExit as error:
    code = int(error.code or 0)
except BaseException:
    traceback.print_exc()
    code = 1
sys.stdout.flush()
sys.stderr.flush()
code
`);
process.exit(code);
