package feel

import "unsafe"

func sizeOfValue() uintptr { return unsafe.Sizeof(Value{}) }
