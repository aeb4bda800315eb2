// Map tile server: each request's promise is settled in one of several branches, through two small helpers.
#include <cstdint>
#include <future>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct TileError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Tile {
    int zoom = 0;
    std::vector<std::uint8_t> png;
};

enum class Layer { Streets, Terrain, Satellite };

struct TileRequest {
    Layer layer;
    int zoom;
    int x;
    int y;
};

static void fulfil(std::promise<Tile>& reply, Tile tile)
{
    reply.set_value(std::move(tile));
}

static void fail(std::promise<Tile>& reply, const std::string& why)
{
    reply.set_exception(std::make_exception_ptr(TileError(why)));
}

static std::vector<std::uint8_t> paint(const TileRequest& request)
{
    if (request.x < 0 || request.y < 0)
        throw TileError("tile outside the map");
    return std::vector<std::uint8_t>(static_cast<std::size_t>(16 << request.zoom), 0x7f);
}

static void serveTerrain(const TileRequest& request, std::promise<Tile>& reply)
{
    if (request.zoom > 12) {
        fail(reply, "terrain ends at zoom 12");
        return;
    }
    fulfil(reply, Tile{request.zoom, {0x00, 0x01}});
}

static void serveStreets(const TileRequest& request, std::promise<Tile>& reply)
{
    try {
        Tile tile;
        tile.zoom = request.zoom;
        tile.png = paint(request);
        reply.set_value(std::move(tile));
    } catch (...) {
        reply.set_exception(std::current_exception());
    }
}

static void serve(TileRequest request, std::promise<Tile> reply)
{
    if (request.zoom < 0 || request.zoom > 18) {
        fail(reply, "no such zoom");
        return;
    }
    switch (request.layer) {
    case Layer::Streets:
        serveStreets(request, reply);
        break;
    case Layer::Terrain:
        serveTerrain(request, reply);
        break;
    case Layer::Satellite:
        fail(reply, "satellite layer is not licensed");
        break;
    }
}

int main()
{
    const std::vector<TileRequest> requests = {
        {Layer::Streets, 3, 1, 1},   {Layer::Streets, 3, -1, 0}, {Layer::Terrain, 14, 0, 0},
        {Layer::Satellite, 5, 2, 2}, {Layer::Terrain, 4, 0, 0},  {Layer::Streets, 44, 0, 0},
    };

    std::vector<std::jthread> handlers;
    std::vector<std::future<Tile>> tiles;
    for (const TileRequest& request : requests) {
        std::promise<Tile> reply;
        tiles.push_back(reply.get_future());
        handlers.emplace_back(serve, request, std::move(reply));
    }
    for (std::future<Tile>& tile : tiles) {
        try {
            std::cout << tile.get().png.size() << " bytes\n";
        } catch (const TileError& e) {
            std::cout << e.what() << '\n';
        }
    }
    for (std::jthread& handler : handlers)
        handler.join();
}
