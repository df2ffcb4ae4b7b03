// Package xmltree reads an XML document into a tree that knows where in the
// file everything stands: elements, attribute values, and each character of
// text.
//
// It reads the part of XML that decision models need, and refuses the rest:
// no document types, so no entities but the five of XML itself, nothing
// external, and no encoding but UTF-8. Size, depth and number of elements are
// bounded by [Limits].
//
// Nothing here knows DMN. Comments and processing instructions are checked and
// left out of the tree; the byte offsets lead back to them.
package xmltree
