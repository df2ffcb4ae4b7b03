package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// IfKnown is what the caller has already. It and its like are exported because huma looks only into exported fields.
type IfKnown struct {
	IfNoneMatch string `header:"If-None-Match" doc:"ETag från ett tidigare svar. / ETag of an earlier answer."`
}

type keptIDInput struct {
	IDInput
	IfKnown
}

// keptOutput is an answer that callers may keep as long as its ETag is the same. Body is nil where they have it already (304).
type keptOutput[T any] struct {
	Status       int
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Body         *T
}

// keep answers with a body, or that the caller has it.
func keep[T any](known string, body T) (*keptOutput[T], error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("api: ETag: %w", err)
	}
	sum := sha256.Sum256(text)
	out := &keptOutput[T]{Status: http.StatusOK, ETag: `"` + hex.EncodeToString(sum[:12]) + `"`, CacheControl: "public, no-cache", Body: &body}
	tags := strings.Split(known, ",")
	if slices.ContainsFunc(tags, func(tag string) bool {
		tag = strings.TrimPrefix(strings.TrimSpace(tag), "W/")
		return tag == out.ETag || tag == "*"
	}) {
		out.Status, out.Body = http.StatusNotModified, nil
	}
	return out, nil
}
