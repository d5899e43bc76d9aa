package sim

import (
	"fmt"
	"math"
	"reflect"
)

// apart is the path of the first difference between the bits of two values, ""
// where there is none.
func apart(a, b any) string { return apartAt("", reflect.ValueOf(a), reflect.ValueOf(b)) }

func apartAt(path string, a, b reflect.Value) string {
	if a.IsValid() != b.IsValid() {
		return path + ": missing"
	}
	if !a.IsValid() {
		return ""
	}
	switch a.Kind() {
	case reflect.Float64:
		if math.Float64bits(a.Float()) != math.Float64bits(b.Float()) {
			return fmt.Sprintf("%s: %v and %v", path, a.Float(), b.Float())
		}
	case reflect.Pointer, reflect.Interface:
		return apartAt(path, a.Elem(), b.Elem())
	case reflect.Struct:
		for i := range a.NumField() {
			if d := apartAt(path+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i)); d != "" {
				return d
			}
		}
	case reflect.Slice, reflect.Array:
		if a.Len() != b.Len() {
			return fmt.Sprintf("%s: lengths %d and %d", path, a.Len(), b.Len())
		}
		for i := range a.Len() {
			if d := apartAt(fmt.Sprintf("%s[%d]", path, i), a.Index(i), b.Index(i)); d != "" {
				return d
			}
		}
	default:
		if !a.Equal(b) {
			return fmt.Sprintf("%s: %v and %v", path, a, b)
		}
	}
	return ""
}

// samePart is the first difference between the bits of two parts, in words, ""
// where there is none. Of horizons of different length the shorter counts.
func samePart(a, b *part) string {
	for k := range a.Months {
		for t := range min(len(a.Months[k]), len(b.Months[k])) {
			if x, y := a.Months[k][t], b.Months[k][t]; math.Float64bits(x) != math.Float64bits(y) {
				return fmt.Sprintf("%s of %s in month %d: %v and %v", Measure(k), a.Name, t+1, x, y)
			}
		}
	}
	for k := range a.Metrics {
		if x, y := a.Metrics[k], b.Metrics[k]; math.Float64bits(x) != math.Float64bits(y) {
			return fmt.Sprintf("%s of %s: %v and %v", Metric(k), a.Name, x, y)
		}
	}
	return ""
}

// sameMonths is samePart without the metrics.
func sameMonths(a, b *part) string {
	return samePart(&part{Name: a.Name, Months: a.Months}, &part{Months: b.Months})
}

// clonedValue is a deep copy, but for interfaces.
func clonedValue(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		to := reflect.New(v.Type().Elem())
		to.Elem().Set(clonedValue(v.Elem()))
		return to
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		to := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			to.Index(i).Set(clonedValue(v.Index(i)))
		}
		return to
	case reflect.Struct:
		to := reflect.New(v.Type()).Elem()
		for i := range v.NumField() {
			to.Field(i).Set(clonedValue(v.Field(i)))
		}
		return to
	}
	return v
}

// cloned is a copy of m that shares nothing but laws.
func cloned(m *Model) *Model { return clonedValue(reflect.ValueOf(m)).Interface().(*Model) }

// eachQuantity visits every quantity of a model.
func eachQuantity(m *Model, f func(*Quantity)) { eachQuantityIn(reflect.ValueOf(m).Elem(), f) }

func eachQuantityIn(v reflect.Value, f func(*Quantity)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			eachQuantityIn(v.Elem(), f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachQuantityIn(v.Index(i), f)
		}
	case reflect.Struct:
		if q, ok := v.Addr().Interface().(*Quantity); ok {
			f(q)
			return
		}
		for i := range v.NumField() {
			eachQuantityIn(v.Field(i), f)
		}
	}
}
