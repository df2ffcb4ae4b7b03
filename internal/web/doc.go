// Package web serves the pages of Tillit: HTML rendered on the server, in Swedish at / and in English at /en.
//
// A feature is one Go file and one folder of templates: register.go and templates/register/. The file holds a Feature with
// its routes, its views and its handlers; docs/architecture/pages.md is the recipe. Around the features stand the server
// (server.go, routes.go), the request as a handler sees it (request.go), the page and how it is written (page.go, render.go), forms
// (form.go), what is said after a redirect (flash.go) and error pages (errors.go).
//
// What may not live here: rules. A handler reads the request, calls one use case of a feature room and shows the answer; what is
// allowed, complete or valid is decided in the room. Components stand in web/components, what stands in front of all handlers
// in web/edge, style sheets in web/static.
package web
