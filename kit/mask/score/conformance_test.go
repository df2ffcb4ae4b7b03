package score

import (
	"os"
	"path/filepath"
	"testing"
)

// TestTrainingCorpusIsRead reads the corpus that the model is made of: neighbours of one tag make one name, as it marks no beginnings.
func TestTrainingCorpusIsRead(t *testing.T) {
	folder := os.Getenv("TILLIT_CONFORMANCE")
	if folder == "" {
		t.Skip("set TILLIT_CONFORMANCE to the folder of conformance data")
	}
	file, err := os.Open(filepath.Join(folder, "ner-train", "swedish-ner-corpus.train_corpus.txt"))
	if err != nil {
		t.Skip("the corpus is not there: ", err)
	}
	defer func() { _ = file.Close() }()
	docs, err := ReadIOB2(file)
	if err != nil {
		t.Fatal(err)
	}
	check(t, docs)
	spans := map[string]int{}
	for _, d := range docs {
		for _, s := range d.Spans {
			spans[s.Class]++
		}
	}
	if len(docs) != 6885 || spans["person"] != 1587 || spans["place"] != 1336 || spans["organisation"] != 880 || spans["other"] != 397 {
		t.Errorf("%d sentences, %v", len(docs), spans)
	}
}
