package analysis

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"holdfast/sim"
)

// IsMoney reports whether the number at a path of m's plan is an amount of
// money: by its key, or, of an uncertain assumption, by all that use it.
func IsMoney(m *sim.Model, path string) bool {
	keys := strings.Split(path, ".")
	if keys[0] == "assumptions" && len(keys) > 1 {
		name := strings.Trim(keys[1], `"`)
		input := slices.IndexFunc(m.Inputs, func(x sim.Input) bool { return x.Name == name })
		uses := amountUses{input: input + 1}
		if input >= 0 {
			uses.visit(reflect.ValueOf(*m), false)
		}
		return uses.money > 0 && uses.other == 0
	}
	last := len(keys) - 1
	for last > 0 && (keys[last] == "value" && keys[last-1] != "orders" || isIndex(keys[last])) {
		last--
	}
	key := keys[last]
	if (key == "to" || key == "add") && last > 2 && keys[last-2] == "changes" {
		return changeIsMoney(m, keys)
	}
	return slices.Contains(moneyKeys[:], key) || key == "value"
}

var moneyKeys = [...]string{
	"fixed_cost", "price", "cost_to_serve", "spend", "cac",
	"upfront", "monthly", "per_customer", "per_new_customer", "per_reactivated", "per_order",
}

var moneyFields = [...]string{
	"FixedCost", "Price", "CostToServe", "Spend", "CAC",
	"Upfront", "Monthly", "PerCustomer", "PerNewCustomer", "PerReactivated", "PerOrder",
}

var moneyLevers = [...]sim.Lever{sim.LeverPrice, sim.LeverCostToServe, sim.LeverCAC, sim.LeverSpend, sim.LeverOrderValue}

func isIndex(key string) bool {
	_, err := strconv.Atoi(key)
	return err == nil
}

// changeIsMoney is about the number of a change by its keys in the plan.
func changeIsMoney(m *sim.Model, keys []string) bool {
	list := m.Initiatives
	if keys[0] == "events" {
		list = m.Events
	}
	i := slices.IndexFunc(list, func(x sim.Initiative) bool { return x.Name == strings.Trim(keys[1], `"`) })
	at := slices.Index(keys, "changes") + 1
	if i < 0 || at >= len(keys) {
		return false
	}
	j, err := strconv.Atoi(keys[at])
	return err == nil && j >= 0 && j < len(list[i].Changes) && amountOf(&list[i].Changes[j])
}

// amountOf reports whether a change's number is an amount of money.
func amountOf(c *sim.Change) bool {
	return (c.Op == sim.OpTo || c.Op == sim.OpAdd) && slices.Contains(moneyLevers[:], c.Lever)
}

// amountUses counts what an input is used for.
type amountUses struct{ input, money, other int }

func (u *amountUses) visit(v reflect.Value, money bool) {
	if v.Type() == quantityType {
		if q := v.Interface().(sim.Quantity); q.Input == u.input {
			if money {
				u.money++
			} else {
				u.other++
			}
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			u.visit(v.Elem(), money)
		}
	case reflect.Slice:
		for i := range v.Len() {
			u.visit(v.Index(i), money)
		}
	case reflect.Struct:
		c, change := v.Interface().(sim.Change)
		_, orders := v.Interface().(sim.Orders)
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			u.visit(v.Field(i), money && name == "Value" || slices.Contains(moneyFields[:], name) ||
				name == "Value" && (orders || change && amountOf(&c)))
		}
	}
}
