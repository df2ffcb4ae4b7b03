// Command spine measures the platform under the load that issue and design name; see docs/bench.md.
package main

func main() {}
