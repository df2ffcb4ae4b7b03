package api

import (
	"context"
	"net/http"

	"github.com/tillit-se/tillit/internal/account"
)

// Info is what the REST API profile wants at /api-info; its member names are the profile's.
type Info struct {
	APIName          string `json:"apiName" example:"Tillit"`
	APIVersion       string `json:"apiVersion" example:"1.0.0"`
	APIReleased      string `json:"apiReleased" format:"date" example:"2026-11-22"`
	APIDocumentation string `json:"apiDocumentation" example:"/api"`
	APIStatus        string `json:"apiStatus" enum:"active,beta,deprecated" example:"beta"`
}

type infoOutput struct{ Body Info }

func (a *API) registerInfo() {
	handle(a, operation{
		id: "get-api-info", method: http.MethodGet, path: "/api-info", tag: "info",
		sv: "Ger namn, version och status för API:et.",
		en: "Gives name, version and status of the API.",
	}, func(context.Context, account.Actor, *struct{}) (*infoOutput, error) {
		return &infoOutput{Info{
			APIName: "Tillit", APIVersion: Version, APIReleased: Released, APIDocumentation: a.BaseURL + "/api", APIStatus: "beta",
		}}, nil
	})
}
