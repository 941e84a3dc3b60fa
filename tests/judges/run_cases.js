// Runs every CASE.onnx of a folder in ONNX Runtime and compares with what is expected. usage: run_cases.js FOLDER
// Inputs and outputs are files CASE.NAME.TYPE.SIZES, 4 little-endian bytes an element; SIZES is 2x3 or "scalar".
// Prints one JSON object: {"cases", "names", "largest" (difference relative to the largest output), "failed": [[CASE, why], ...]}.
const fs = require('fs');
const path = require('path');
const ort = require('onnxruntime-node');

const TOLERANCE = 1e-4;

function read(folder, file) {
  const parts = file.split('.'), sizes = parts.pop(), type = parts.pop(), name = parts.slice(1).join('.');
  const bytes = fs.readFileSync(path.join(folder, file));
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const numbers = type === 'float32' ? new Float32Array(buffer) : new Int32Array(buffer);
  return {name, type, numbers, dims: sizes === 'scalar' ? [] : sizes.split('x').map(Number)};
}

// Largest difference relative to the largest expected number; integers and truths must be equal.
function difference(got, expected) {
  if (got.dims.join() !== expected.dims.join()) return Infinity;
  let worst = 0, largest = 1e-6;
  for (let k = 0; k < expected.numbers.length; ++k) {
    const a = Number(got.data[k]), b = expected.numbers[k];
    largest = Math.max(largest, Math.abs(b));
    if (a !== b && !(Number.isNaN(a) && Number.isNaN(b))) worst = Math.max(worst, expected.type === 'float32' ? Math.abs(a - b) || Infinity : Infinity);
  }
  return worst / largest;
}

async function main(folder) {
  const files = fs.readdirSync(folder);
  const result = {cases: 0, names: [], largest: 0, failed: []};
  ort.env.logLevel = 'fatal';
  for (const model of files.filter((f) => f.endsWith('.onnx'))) {
    const name = path.basename(model, '.onnx');
    const tensors = files.filter((f) => f.startsWith(name + '.') && f !== model).map((f) => read(folder, f));
    try {
      const session = await ort.InferenceSession.create(path.join(folder, model), {logSeverityLevel: 4});
      const feeds = {};
      for (const t of tensors.filter((x) => session.inputNames.includes(x.name)))
        feeds[t.name] = new ort.Tensor(t.type, t.type === 'bool' ? Uint8Array.from(t.numbers) : t.numbers, t.dims);
      const outputs = await session.run(feeds);
      const worst = Math.max(...session.outputNames.map((output) => difference(outputs[output], tensors.find((t) => t.name === output))));
      if (worst > TOLERANCE) result.failed.push([name, `differs by ${worst}`]);
      else result.largest = Math.max(result.largest, worst);
      result.cases += 1;
      result.names.push(name);
    } catch (error) {
      result.failed.push([name, error.message]);
    }
  }
  console.log(JSON.stringify(result));
}

main(process.argv[2]).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
