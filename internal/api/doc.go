// Package api is the REST API: one file per feature. A handler reads the request, calls the use case that the pages call too, and answers
// in the feature's export types. It holds no rules of its own.
//
// The API follows the Swedish REST API profile (Digg, 1.2): /api-info, kebab-case paths, problem+json with all five members, Bearer
// tokens, RFC 3339 in UTC, ETag, page and limit. openapi.yaml is generated from the handlers and checked in; a test holds them together.
package api
