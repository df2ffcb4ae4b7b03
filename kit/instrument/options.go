package instrument

// A Setting changes how a pack or a file of answers is read.
type Setting func(*settings)

type settings struct {
	limits  Limits
	resolve func(target string) error
}

// WithLimits sets other limits than [DefaultLimits].
func WithLimits(limits Limits) Setting {
	return func(s *settings) { s.limits = limits.withDefaults() }
}

// WithResolve checks every provision of a pack: resolve gives an error for a target that
// does not exist. Without it provisions are opaque.
func WithResolve(resolve func(target string) error) Setting {
	return func(s *settings) { s.resolve = resolve }
}

func settingsOf(list []Setting) settings {
	s := settings{limits: DefaultLimits()}
	for _, set := range list {
		set(&s)
	}
	return s
}
