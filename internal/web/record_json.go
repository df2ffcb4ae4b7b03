package web

import (
	"encoding/json"
	"net/http"
)

// writeJSON writes an export that anybody may keep as long as they ask whether it has changed.
func (r *Request) writeJSON(w http.ResponseWriter, value any) error {
	body, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	r.writeFile(w, "application/json", append(body, '\n'))
	return nil
}
