using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseManager.Migrations.Schema
{
    /// <inheritdoc />
    public partial class AuditHeads : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "About",
                schema: "audit",
                table: "events",
                type: "text",
                nullable: true,
                computedColumnSql: "substring(\"Data\" from '\"staff\":\"([0-9a-f]{32})\"')",
                stored: true);

            migrationBuilder.CreateTable(
                name: "daily_heads",
                schema: "sealing",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Chains = table.Column<int>(type: "integer", nullable: false),
                    TakenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    List = table.Column<byte[]>(type: "bytea", nullable: true),
                    WrittenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    FileFault = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_daily_heads", x => x.Day);
                });

            migrationBuilder.CreateTable(
                name: "countersignatures",
                schema: "sealing",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    StaffId = table.Column<Guid>(type: "uuid", nullable: false),
                    Signature = table.Column<byte[]>(type: "bytea", nullable: false),
                    SignedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    WrittenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_countersignatures", x => new { x.Day, x.StaffId });
                    table.ForeignKey(
                        name: "FK_countersignatures_daily_heads_Day",
                        column: x => x.Day,
                        principalSchema: "sealing",
                        principalTable: "daily_heads",
                        principalColumn: "Day",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_events_About_At_ChainId_Sequence",
                schema: "audit",
                table: "events",
                columns: new[] { "About", "At", "ChainId", "Sequence" },
                filter: "\"About\" is not null");

            migrationBuilder.CreateIndex(
                name: "IX_events_Actor_At_ChainId_Sequence",
                schema: "audit",
                table: "events",
                columns: new[] { "Actor", "At", "ChainId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_events_At_ChainId_Sequence",
                schema: "audit",
                table: "events",
                columns: new[] { "At", "ChainId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_events_Type_At_ChainId_Sequence",
                schema: "audit",
                table: "events",
                columns: new[] { "Type", "At", "ChainId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_countersignatures_WrittenAt",
                schema: "sealing",
                table: "countersignatures",
                column: "WrittenAt",
                filter: "\"WrittenAt\" is null");

            migrationBuilder.CreateIndex(
                name: "IX_daily_heads_WrittenAt",
                schema: "sealing",
                table: "daily_heads",
                column: "WrittenAt",
                filter: "\"WrittenAt\" is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "countersignatures",
                schema: "sealing");

            migrationBuilder.DropTable(
                name: "daily_heads",
                schema: "sealing");

            migrationBuilder.DropIndex(
                name: "IX_events_About_At_ChainId_Sequence",
                schema: "audit",
                table: "events");

            migrationBuilder.DropIndex(
                name: "IX_events_Actor_At_ChainId_Sequence",
                schema: "audit",
                table: "events");

            migrationBuilder.DropIndex(
                name: "IX_events_At_ChainId_Sequence",
                schema: "audit",
                table: "events");

            migrationBuilder.DropIndex(
                name: "IX_events_Type_At_ChainId_Sequence",
                schema: "audit",
                table: "events");

            migrationBuilder.DropColumn(
                name: "About",
                schema: "audit",
                table: "events");
        }
    }
}
