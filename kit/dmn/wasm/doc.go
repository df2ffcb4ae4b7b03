// Command wasm is kit/dmn and kit/feel for WebAssembly: decisions in a browser
// or in Node, without a server.
//
//	GOOS=js GOARCH=wasm go build -o tillit.wasm ./kit/dmn/wasm
//
// Beside it belongs wasm_exec.js of the Go distribution (lib/wasm). Once it
// runs, the global object tillit has two functions. Both take and return JSON
// as text, so that decimals stay exact:
//
//	tillit.feel("monthly income * 12", '{"monthly income": 18500}')
//	tillit.decide(xml, "Fee", '{"age": 20}')
//
// Models that the model imports follow as further arguments.
//
// The answer is an [Answer]; its error is set when there is no value.
//
// Built for wasip1, or for any other system, the command reads [Request]s as
// JSON from standard input and writes an Answer for each, one a line.
package main
