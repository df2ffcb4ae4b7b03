package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/tillit-se/tillit/internal/masking"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

type maskCmd struct {
	Text     maskTextCmd     `cmd:"" default:"withargs" help:"Mask a text, or list what is found in it. This is what mask does by itself."`
	Restore  maskRestoreCmd  `cmd:"" help:"Put back what labels and tokens stand for."`
	Report   maskReportCmd   `cmd:"" help:"Count what would be hidden, by class and by how sure it is. Holds no values."`
	Classes  maskClassesCmd  `cmd:"" help:"List the classes of personal data."`
	Profiles maskProfilesCmd `cmd:"" help:"List the profiles, or tell what one does."`
	Key      maskKeyCmd      `cmd:"" help:"Make, rotate and list keys."`
	Eval     maskEvalCmd     `cmd:"" help:"Measure on texts whose personal data is known."`
	Train    maskTrainCmd    `cmd:"" help:"Make a model for the tagger of names."`
}

// maskFlags are common to what reads a text with a profile.
type maskFlags struct {
	Profile     string `default:"all" help:"Profile: all, disclosure, data_sharing, language_model, test_data, or a YAML file of your own." placeholder:"P"`
	Key         string `help:"Key file, for profiles with keyed pseudonyms and for --map." placeholder:"FILE"`
	Domain      string `help:"Data set or purpose: equal values have equal pseudonyms within it, and none that can be linked to another's." placeholder:"NAME"`
	Subject     string `help:"Person or case whose dates are moved equally far." placeholder:"NAME"`
	Labels      string `enum:"sv,en" default:"sv" help:"Language of labels: sv or en."`
	MaxEntities int    `default:"100000" help:"How many different persons, numbers and places may be kept apart; more is an error." placeholder:"N"`
}

// masker makes the masker that the flags ask for.
func (f maskFlags) masker(track bool) (*hide.Masker, *hide.KeyRing, error) {
	const op = "cli.mask"
	if f.MaxEntities < 1 {
		return nil, nil, usage{errors.New("--max-entities should be at least 1")}
	}
	profile, err := f.profile()
	if err != nil {
		return nil, nil, err
	}
	var keys *hide.KeyRing
	if f.Key != "" {
		if keys, err = hide.LoadKeyRing(f.Key); err != nil {
			return nil, nil, masking.Fault(op, err)
		}
	}
	if track && keys == nil {
		return nil, nil, masking.Fault(op, hide.ErrNoKey)
	}
	m, err := hide.New(hide.Config{
		Profile: profile, Lang: f.Labels, Keys: keys, Domain: f.Domain, Subject: f.Subject, MaxEntities: f.MaxEntities, Track: track,
	})
	return m, keys, masking.Fault(op, err)
}

func (f maskFlags) profile() (*hide.Profile, error) {
	if !strings.ContainsAny(f.Profile, "./\\") {
		profile, err := hide.Embedded(f.Profile)
		if err != nil {
			return nil, usage{fmt.Errorf("--profile: %w", err)}
		}
		return profile, nil
	}
	data, err := os.ReadFile(f.Profile)
	if err != nil {
		return nil, fmt.Errorf("--profile: %w", err)
	}
	profile, err := hide.ParseProfile(filepath.Base(f.Profile), data)
	return profile, masking.Fault("cli.mask", err)
}
