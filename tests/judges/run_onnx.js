// Runs a model in ONNX Runtime. usage: run_onnx.js MODEL.onnx INPUT OUTPUT DIM...
// INPUT and OUTPUT are raw little-endian float32; DIM... is the shape of the model's one input.
const fs = require('fs');
const ort = require('onnxruntime-node');

async function main([model, input, output, ...dims]) {
  const bytes = fs.readFileSync(input);
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const session = await ort.InferenceSession.create(model);
  const results = await session.run({[session.inputNames[0]]: new ort.Tensor('float32', values, dims.map(Number))});
  const data = results[session.outputNames[0]].data;
  fs.writeFileSync(output, Buffer.from(data.buffer, data.byteOffset, data.byteLength));
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
