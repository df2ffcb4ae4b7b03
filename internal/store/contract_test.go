package store_test

import (
	"testing"

	"github.com/tillit-se/tillit/internal/store/storetest"
)

func TestContract(t *testing.T) { storetest.Each(t, storetest.Run) }
