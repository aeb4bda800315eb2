// The tests in Go. leash.cpp, fiber.cpp and thread.cpp have the same ones, in the same order.
package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strconv"
	"sync"
	"syscall"
	"time"
)

const batch = 10_000

func pingPong(n int) figures {
	ping, pong := make(chan int), make(chan int)
	var watch stopwatch
	watch.start()
	go func() {
		for value := range ping {
			pong <- value
		}
	}()
	sum := 0
	for i := 0; i < n; i++ {
		ping <- i
		sum += <-pong
	}
	watch.stop()
	close(ping)
	require(sum == sumBelow(n), "every ping comes back")
	return watch.per(n)
}

func spsc(n, capacity int) figures {
	values := make(chan int, capacity)
	var watch stopwatch
	watch.start()
	go func() {
		for i := 0; i < n; i++ {
			values <- i
		}
		close(values)
	}()
	sum := 0
	for value := range values {
		sum += value
	}
	watch.stop()
	require(sum == sumBelow(n), "every value arrives")
	return watch.per(n)
}

func mpmc(n, capacity int) figures {
	values := make(chan int, capacity)
	sums := make(chan int, 4)
	var producers sync.WaitGroup
	var watch stopwatch
	watch.start()
	producers.Add(4)
	for first := 0; first < 4; first++ {
		go func(first int) {
			for i := first; i < n; i += 4 {
				values <- i
			}
			producers.Done()
		}(first)
	}
	for consumer := 0; consumer < 4; consumer++ {
		go func() {
			sum := 0
			for value := range values {
				sum += value
			}
			sums <- sum
		}()
	}
	producers.Wait()
	close(values)
	sum := 0
	for consumer := 0; consumer < 4; consumer++ {
		sum += <-sums
	}
	watch.stop()
	require(sum == sumBelow(n), "every value arrives")
	return watch.per(n)
}

// Sends to one channel after the other; n is a multiple of their number.
func sendInTurn(n int, channels []chan int) {
	for i := 0; i < n; i += len(channels) {
		for j, channel := range channels {
			channel <- i + j
		}
	}
}

func makeChannels(count int) []chan int {
	channels := make([]chan int, count)
	for i := range channels {
		channels[i] = make(chan int)
	}
	return channels
}

func select2(n int) figures {
	c := makeChannels(2)
	var watch stopwatch
	watch.start()
	go sendInTurn(n, c)
	sum := 0
	for i := 0; i < n; i++ {
		var value int
		select {
		case value = <-c[0]:
		case value = <-c[1]:
		}
		sum += value
	}
	watch.stop()
	require(sum == sumBelow(n), "every value arrives")
	return watch.per(n)
}

func select8(n int) figures {
	c := makeChannels(8)
	var watch stopwatch
	watch.start()
	go sendInTurn(n, c)
	sum := 0
	for i := 0; i < n; i++ {
		var value int
		select {
		case value = <-c[0]:
		case value = <-c[1]:
		case value = <-c[2]:
		case value = <-c[3]:
		case value = <-c[4]:
		case value = <-c[5]:
		case value = <-c[6]:
		case value = <-c[7]:
		}
		sum += value
	}
	watch.stop()
	require(sum == sumBelow(n), "every value arrives")
	return watch.per(n)
}

func spawnJoin(n int) figures {
	slots := make([]int, batch)
	var watch stopwatch
	watch.start()
	for base := 0; base < n; base += batch {
		var finished sync.WaitGroup
		finished.Add(batch)
		for i := 0; i < batch; i++ {
			go func(i int) {
				slots[i] += i
				finished.Done()
			}(i)
		}
		finished.Wait()
	}
	watch.stop()
	sum := 0
	for _, slot := range slots {
		sum += slot
	}
	require(sum == n/batch*sumBelow(batch), "every task ran once")
	return watch.per(n)
}

func mutexUncontended(n int) figures {
	var mutex sync.Mutex
	sum := 0
	var watch stopwatch
	watch.start()
	for i := 0; i < n; i++ {
		mutex.Lock()
		sum += i
		mutex.Unlock()
	}
	watch.stop()
	require(sum == sumBelow(n), "every addition counts")
	return watch.per(n)
}

func mutexContended(n int) figures {
	var mutex sync.Mutex
	sum := 0
	var finished sync.WaitGroup
	var watch stopwatch
	watch.start()
	finished.Add(4)
	for first := 0; first < 4; first++ {
		go func(first int) {
			for i := first; i < n; i += 4 {
				mutex.Lock()
				sum += i
				mutex.Unlock()
			}
			finished.Done()
		}(first)
	}
	finished.Wait()
	watch.stop()
	require(sum == sumBelow(n), "every addition counts")
	return watch.per(n)
}

// The watch runs from the cancel to the end of the last waiter, not while they are set up.
func cancelWaiters(n int) figures {
	var watch stopwatch
	for base := 0; base < n; base += batch {
		parent, cancel := context.WithCancel(context.Background())
		var waiting, finished sync.WaitGroup
		waiting.Add(batch)
		finished.Add(batch)
		for i := 0; i < batch; i++ {
			go func() {
				waiting.Done()
				<-parent.Done()
				finished.Done()
			}()
		}
		waiting.Wait()
		watch.start()
		cancel()
		finished.Wait()
		watch.stop()
	}
	return watch.per(n)
}

func cancelTree(n int) figures {
	var watch stopwatch
	for base := 0; base < n; base += batch {
		parent, cancel := context.WithCancel(context.Background())
		var waiting, finished sync.WaitGroup
		waiting.Add(batch)
		finished.Add(batch)
		for i := 0; i < batch; i++ {
			go func() {
				defer finished.Done()
				child, cancelChild := context.WithCancel(parent)
				defer cancelChild()
				waiting.Done()
				<-child.Done()
			}()
		}
		waiting.Wait()
		watch.start()
		cancel()
		finished.Wait()
		watch.stop()
	}
	return watch.per(n)
}

// Calls look while n tasks are blocked in a receive.
func whileBlocked(n int, look func() float64) float64 {
	gate := make(chan int)
	var waiting, finished sync.WaitGroup
	waiting.Add(n)
	finished.Add(n)
	for i := 0; i < n; i++ {
		go func() {
			waiting.Done()
			<-gate
			finished.Done()
		}()
	}
	waiting.Wait()
	seen := look()
	close(gate)
	finished.Wait()
	return seen
}

func memory(n int) figures {
	before := residentBytes()
	return figures{value: (whileBlocked(n, residentBytes) - before) / float64(n), wall: -1}
}

func maps(n int) figures { return figures{value: whileBlocked(n, mappings), wall: -1} }

var tests = []struct {
	name string
	run  func(n int) figures
}{
	{"ping-pong", pingPong},
	{"spsc-buffered", func(n int) figures { return spsc(n, 128) }},
	{"mpmc-buffered", func(n int) figures { return mpmc(n, 128) }},
	{"mpmc-unbuffered", func(n int) figures { return mpmc(n, 0) }},
	{"select-2", select2},
	{"select-8", select8},
	{"spawn-join", spawnJoin},
	{"mutex", mutexUncontended},
	{"mutex-contended", mutexContended},
	{"cancel-waiters", cancelWaiters},
	{"cancel-tree", cancelTree},
	{"memory", memory},
	{"maps", maps},
}

// From here on: measure.h in Go.

type figures struct {
	value float64
	wall  float64 // -1: none
}

func require(holds bool, claim string) {
	if !holds {
		fmt.Fprintln(os.Stderr, "wrong result: expected that", claim)
		os.Exit(1)
	}
}

// Adds up what passes between start and stop.
type stopwatch struct {
	cpuStarted, cpu float64
	wallStarted     time.Time
	wall            time.Duration
}

func (w *stopwatch) start() {
	w.wallStarted = time.Now()
	w.cpuStarted = cpuNow()
}

func (w *stopwatch) stop() {
	w.cpu += cpuNow() - w.cpuStarted
	w.wall += time.Since(w.wallStarted)
}

func (w *stopwatch) per(operations int) figures {
	return figures{value: w.cpu / float64(operations), wall: float64(w.wall.Nanoseconds()) / float64(operations)}
}

func cpuNow() float64 {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return float64(usage.Utime.Nano() + usage.Stime.Nano())
}

func residentBytes() float64 {
	statm, _ := os.ReadFile("/proc/self/statm")
	resident, _ := strconv.Atoi(string(bytes.Fields(statm)[1]))
	return float64(resident * os.Getpagesize())
}

func mappings() float64 {
	maps, _ := os.ReadFile("/proc/self/maps")
	return float64(bytes.Count(maps, []byte("\n")))
}

// The sum of 0, 1, … n-1.
func sumBelow(n int) int { return n * (n - 1) / 2 }

func main() {
	count := 0
	if len(os.Args) == 3 {
		count, _ = strconv.Atoi(os.Args[2])
	}
	for _, test := range tests {
		if count <= 0 || test.name != os.Args[1] {
			continue
		}
		result := test.run(count)
		wall := "-"
		if result.wall >= 0 {
			wall = fmt.Sprintf("%.3f", result.wall)
		}
		fmt.Printf("%s %d %.3f %s\n", test.name, count, result.value, wall)
		return
	}
	fmt.Fprintf(os.Stderr, "usage: %s TEST COUNT, where TEST is one of:", os.Args[0])
	for _, test := range tests {
		fmt.Fprintf(os.Stderr, " %s", test.name)
	}
	fmt.Fprintln(os.Stderr)
	os.Exit(2)
}
