// Package tck runs the tests of the DMN Technology Compatibility Kit: files
// that give inputs and the results that every DMN engine should compute.
//
// [RunDir] runs all suites below a folder. A test case that takes too long, or
// finds a fault in the engine itself, fails by itself and stops no other.
//
// This package reads the kit's XML files and compares values as the kit's own
// runners do: numbers to eight decimals, since some of its figures were
// computed in floating point. What a result is, kit/dmn decides.
package tck
